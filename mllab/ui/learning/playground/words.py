"""The question, the takeaway and the source of each view of the playground."""

from mllab.ui.learning.playground.many import ONE

QUESTIONS = {
    ONE: "How does a network of a few neurons find a border that no straight line is?",
    "Learning rate": "How long may a step be?",
    "Thirty seeds": "Is a good result the network's merit, or luck with the first weights?",
    "Rates and widths": "What matters more here: how fast it learns, or how wide it is?",
}
TAKEAWAYS = {
    ONE: (
        "A neuron of the first layer draws one soft line. The next layer combines lines into corners and islands, and so on. What the network is told "
        "matters as much as how large it is: with x₁² and x₂² a single neuron knows the circle, and with sin x₁ and sin x₂ the spiral is learned in seconds.",
        "Smilkov, Carter, Sculley, Viégas & Wattenberg 2017, Direct-Manipulation Visualization of Deep Networks (TensorFlow Playground); "
        "Rumelhart, Hinton & Williams 1986. Point at a line to see its weight, click it or a neuron to change it; put a # link of TensorFlow Playground "
        "behind this page's address to open it here.",
    ),
    "Learning rate": (
        "Below, the loss hardly moves; above, it leaps about and rises. The rate to train with lies where the fall is well under way and the leaps have not begun: "
        "a tenth of the rate at which this short training was lowest is a good first try, for this optimizer and this batch.",
        "Smith 2017, Cyclical learning rates for training neural networks; Howard & Gugger 2020, fastai: a layered API for deep learning",
    ),
    "Thirty seeds": (
        "One training is one draw. Two settings differ where their bands do, not where two single curves do; and a wide band says that the first weights decide.",
        "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural networks; Henderson et al. 2018, Deep reinforcement learning that matters",
    ),
    "Rates and widths": (
        "A rate that is too low has not arrived after these epochs, one that is too high never will. Width helps until the border is drawn; from there on it costs time alone. "
        "The two are not independent: look along the rows and down the columns before you settle.",
        "Bergstra & Bengio 2012, Random search for hyper-parameter optimization; Smilkov and others 2017 (TensorFlow Playground)",
    ),
}
