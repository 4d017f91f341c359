"""Files that are no kept model, recognized by their first bytes: those that run code when they are loaded are refused by name."""

import io
import zipfile

from mllab.errors import DataError

PICKLED = b"\x80"  # the first byte of a pickle since protocol 2; older ones are text
PACKED = (
    b"\x78\x01",
    b"\x78\x5e",
    b"\x78\x9c",
    b"\x78\xda",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x04\x22\x4d\x18",
)  # what joblib packs with
OLD_TORCH = bytes.fromhex("8a0a6cfc9c46f920")
INSTEAD = "Open it where it was made, train the model here, or keep it as a .skops file with mllab and bring that."
MOST_BYTES = 4 * 2**30  # unpacked
MOST_MEMBERS = 200_000
MOST_SCHEMA = 512 * 2**20


def checked(data: bytes, name: str = "This file") -> None:
    """Raises DataError, saying what the file is and what to do, unless it is a skops file of reasonable size. Nothing of it is loaded."""
    kind = _kind(data)
    if kind:
        raise DataError(f"{name} is {kind}, which can run any program when it is loaded, so it is not opened. {INSTEAD}")
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise DataError(f"{name} is {_other(data)}, not a kept model. Bring a .skops file that mllab wrote.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {one.filename: one.file_size for one in archive.infolist()}
    if "schema.json" not in members:
        raise DataError(f"{name} is an archive without a model in it. Bring a .skops file that mllab wrote.")
    size = sum(members.values())
    if size > MOST_BYTES or len(members) > MOST_MEMBERS or members["schema.json"] > MOST_SCHEMA:
        raise DataError(
            f"{name} unpacks to {size / 1e9:.1f} GB in {len(members):,} parts; at most {MOST_BYTES / 1e9:.1f} GB in {MOST_MEMBERS:,} are opened. "
            "Keep a smaller model."
        )


def _kind(data: bytes) -> str:
    """What kind of file that holds code this is; empty for others."""
    head = data[:4096]
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
        if any(name.endswith("data.pkl") for name in names):
            return "a PyTorch checkpoint with a pickle in it"
        return "a NumPy archive or model with pickles in it" if any(name.endswith((".pkl", ".pickle", ".joblib")) for name in names) else ""
    if head.startswith(PICKLED):
        if OLD_TORCH in head[:16]:
            return "a PyTorch checkpoint, which is a pickle"
        return "a joblib file, which is a pickle" if b"joblib" in head else "a pickle"
    if head.startswith(PACKED):
        return "a compressed file as joblib and pickle write them"
    return "a pickle" if head.startswith((b"(dp", b"(lp", b"ccopy_reg", b"c__builtin__", b"cbuiltins", b"cos\n", b"cposix\n")) else ""


def _other(data: bytes) -> str:
    if not data:
        return "empty"
    if data.startswith(b"\x89HDF"):
        return "an HDF5 file, as Keras writes them"
    if b"onnx" in data[:200] or data[:2] in {b"\x08\x07", b"\x08\x08", b"\x08\x09", b"\x08\x0a"}:
        return "an ONNX file, which is for other programs to read"
    return "a safetensors file" if data[8:10] == b'{"' else "a file of another kind"
