"""The pinned wheel: getting it, checking it, and reading its parts. Nothing of it is installed or run."""

import hashlib
import pathlib
import subprocess
import sys
import zipfile

from .elffile import SharedLibrary
from .errors import FetchError

LIBRARY = "moonshine_voice/libmoonshine.so"
NAMESPACE = "_ZN9cppannote19embedded_community1"


class Wheel:
    """An opened wheel whose size and hash have been found right."""

    def __init__(self, path):
        self._archive = zipfile.ZipFile(path)
        self._library = None

    def close(self):
        """Closes the file."""
        self._archive.close()

    def asset(self, name):
        """The bytes of one file of the wheel."""
        try:
            return self._archive.read(name)
        except KeyError:
            raise FetchError(f"the wheel holds no {name}") from None

    def symbol(self, name):
        """The bytes of a data object exported by the wheel's shared library."""
        if self._library is None:
            self._library = SharedLibrary(self.asset(LIBRARY), LIBRARY)
        return self._library.symbol(name)

    def diarization_data(self, name):
        """The bytes of a variable in the library's namespace of diarization data, by its C++ name."""
        return self.symbol(f"{NAMESPACE}{len(name)}{name}E")


def sha256(path):
    """Hexadecimal SHA-256 of a file."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def check(path, source):
    """Raises unless a file is the one that the manifest's `source` names."""
    size = path.stat().st_size
    found = sha256(path)
    if size != source["bytes"] or found != source["sha256"]:
        raise FetchError(
            f"{path} is not the pinned wheel {source['file']}:\n"
            f"  expected {source['bytes']} bytes, sha256 {source['sha256']}\n"
            f"  found    {size} bytes, sha256 {found}"
        )


def download(source, folder):
    """Gets the wheel with pip, for the one platform it exists for, whatever machine and Python this is.

    Returns: its path in `folder`.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--only-binary=:all:", "--platform=manylinux_2_34_x86_64"]
    command += ["--implementation=cp", "--python-version=3.11", f"--dest={folder}"]
    command += [f"{source['package']}=={source['version']}"]
    try:
        finished = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    except OSError as error:
        raise FetchError(f"cannot run {sys.executable}: {error}") from error
    path = pathlib.Path(folder) / source["file"]
    if finished.returncode != 0 or not path.is_file():
        raise FetchError(
            f"pip could not download {source['package']} {source['version']} (its messages are above).\n"
            f"On a machine without network, get {source['file']} elsewhere and pass it with --wheel FILE."
        )
    return path
