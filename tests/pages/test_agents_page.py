"""The Agents page: feedback from actions."""

from streamlit.testing.v1 import AppTest

from mllab import runs
from mllab.agents import AGENTS, WORLDS
from mllab.paths import app_root


def page(**query):
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=90)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    return at.switch_page("pages/agents.py").run()


def said(at):
    return " ".join(item.value for item in [*at.markdown, *at.caption, *at.info, *at.success])


def figures(at):
    return {item.label: item.value for item in at.metric}


def test_it_opens_on_the_cliff_with_the_best_way_found():
    at = page()
    assert not at.exception
    assert at.selectbox(key="world").value == "cliff"
    assert figures(at)["Worth of the best moves"] == figures(at)["Best possible"] == "-13.0"
    assert "Episode 500" in said(at)


def test_every_world_can_be_learned_by_walking_and_by_thinking():
    at = page()
    for world, method in zip(
        WORLDS, ["policy iteration", "Dyna-Q", "value iteration", "policy evaluation", "SARSA", "Q-learning"], strict=True
    ):
        at.selectbox(key="agent").set_value(method)
        at.selectbox(key="world").set_value(world).run()
        assert not at.exception
        assert not at.error
        assert float(figures(at)["Best possible"]) != 0


def test_every_method_learns_on_the_lake_and_tells_how():
    at = page()
    at.selectbox(key="world").set_value("frozen lake")
    at.button_group(key="asked").set_value("How it learns")
    for method in AGENTS:
        at.selectbox(key="agent").set_value(method).run()
        assert not at.exception
        assert at.latex[0].value.strip("$ \n"), "the rule as a formula"
        assert figures(at)["Best possible"] == "0.542", "the known optimum at discount 0.99"


def test_the_slider_goes_back_to_the_first_episode():
    at = page()
    at.slider(key="state").set_value(1).run()
    assert not at.exception
    assert "Episode 1:" in said(at)
    assert figures(at)["Worth of the best moves"] == "never arrives"


# The right answers are those of Sutton & Barto 2018 (Examples 6.6, 6.5, 3.5, 8.1) and of FrozenLake's known optimum, 14/17.
RIGHT = {"cliff": "SARSA", "windy grid": "15", "teleports": "Less than 10", "frozen lake": "About 4 in 5", "maze": "Up to 5"}


def test_a_guess_is_answered_by_what_really_happens():
    at = page()
    for world, right in RIGHT.items():
        at.selectbox(key="world").set_value(world).run()
        assert not at.success, "nothing is given away before the guess"
        at.radio(key=f"guess-{world}").set_value(right).run()
        assert not at.exception
        assert at.success[0].value.startswith(f"You were right. **{right}.**")


def test_a_wrong_guess_is_told():
    at = page()
    at.radio(key="guess-cliff").set_value("Q-learning").run()
    assert at.success[0].value.startswith("Not so. **SARSA.**")


def test_two_methods_side_by_side():
    at = page()
    at.button_group(key="asked").set_value("Compare two methods").run()
    assert not at.exception
    told = said(at)
    assert at.selectbox(key="second").value == "SARSA"
    assert "Mean of 20 trainings" in told
    assert "by its best moves a walk of 13 moves" in told


def test_comparing_asks_for_a_method_that_walks():
    at = page()
    at.selectbox(key="agent").set_value("value iteration")
    at.button_group(key="asked").set_value("Compare two methods").run()
    assert not at.exception
    assert "learns by walking" in at.info[0].value


def test_the_numbers_are_a_table_with_a_column_per_move():
    at = page()
    at.selectbox(key="world").set_value("windy grid").run()
    at.selectbox(key="world.windy-grid.directions").set_value(8)
    at.button_group(key="asked").set_value("The numbers").run()
    assert not at.exception
    columns = list(at.dataframe[0].value.columns)
    assert "up and right" in columns
    assert len(at.dataframe[0].value) == 70


def test_a_training_is_noted_once_and_its_link_holds_the_knobs():
    at = page()
    at.slider(key="agent.Q-learning.epsilon").set_value(0.3).run()
    at.run()
    noted = [run for run in runs.listing() if run.page == "agents"]
    assert len(noted) == 2
    assert {"agent.Q-learning.epsilon": "0.3"} in [run.query for run in noted]
    assert "def q_learning" in runs.script(noted[0])


def test_home_leads_here_when_there_is_feedback_from_actions():
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=90).run()
    for key in ("goal", "groups", "picture"):
        at.button_group(key=key).set_value("No").run()
    at.button_group(key="feedback").set_value("Yes").run()
    assert not at.exception
    assert "finds its way by trying" in said(at)
