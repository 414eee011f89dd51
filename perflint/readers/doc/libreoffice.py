"""Files from before Word 97, read by way of LibreOffice where it is installed: converted to .docx, and read as such.

The program gets a profile of its own in a temporary folder, with macros off and, where the system allows it, without
a network; after a minute it is ended with all it has started.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers import budget

_PROGRAMS = ("soffice", "libreoffice")
_LONGEST = 60
_LARGEST = 100_000_000
_CURE = "请用 Word 或 WPS 打开，另存为 .docx 后再检查"
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="{_SECURITY}"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="{_SECURITY}"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="{_SECURITY}"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""Macro security at its highest; nothing is fetched that a document links to."""
_NOWHERE = "http://127.0.0.1:9"


def read_converted(data: bytes, name: str) -> Document:
    """The document in the bytes of a file that LibreOffice can read. Raises ReadError."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise ReadError(name, "是 Word 97 以前的旧版 Word 文件，本机也没有能转换它的 LibreOffice", _CURE)
    with TemporaryDirectory(prefix="perflint-") as folder:
        converted = _converted(program, data, Path(folder))
    if not converted:
        raise ReadError(name, "是 Word 97 以前的旧版 Word 文件，LibreOffice 没有转换成功", _CURE)
    document: Document = import_module("perflint.readers.docx").read(converted, name)
    remarks = ("是 Word 97 以前的旧版 Word 文件，经 LibreOffice 转换后读取", *document.remarks)
    return replace(document, digest=hashlib.sha256(data).hexdigest(), remarks=remarks)


def _converted(program: str, data: bytes, folder: Path) -> bytes:
    """The bytes as a .docx file; none if the program failed, took too long or made something too large."""
    profile, source, made = folder / "profile", folder / "source.doc", folder / "made" / "source.docx"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    source.write_bytes(data)
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source),
    ]  # fmt: skip
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), _NOWHERE)
    budget.extend(_LONGEST)
    _run([*_without_network(), *command], folder, environment)
    if not made.is_file() or made.stat().st_size > _LARGEST:
        return b""
    return made.read_bytes()


def _run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> None:
    """Runs a program to its end, or ends it and all it has started."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not budget.watched(),
    ) as process:
        try:
            process.wait(_LONGEST)
        except subprocess.TimeoutExpired:
            if hasattr(os, "killpg") and not budget.watched():
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()


def _without_network() -> list[str]:
    """What to put before a command so that it has no network; nothing where the system does not allow it."""
    program = shutil.which("unshare")
    if program is None:
        return []
    prefix = [program, "--map-root-user", "--net", "--"]
    tried = subprocess.run([*prefix, "true"], capture_output=True, check=False, timeout=_LONGEST)
    return prefix if tried.returncode == 0 else []
