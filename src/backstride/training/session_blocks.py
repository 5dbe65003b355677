"""Which lines of a session text a repeat repeats: those under it, indented further."""

from dataclasses import dataclass, field

from backstride.training.session import Item, Repeat
from backstride.training.session_error import SessionTextError
from backstride.training.session_header import Line


@dataclass
class Block:
    """Lines with the same indentation under the same repeat.

    Attributes
    ----------
    indent : str
    head : tuple of Line and int, or None
        The line of the repeat and its count; None for the session, and where no repeat is above.
    items : list of Item
    broken : bool
        Whether something in it was wrong and has been told.
    """

    indent: str
    head: tuple[Line, int] | None = None
    items: list[Item] = field(default_factory=list)
    broken: bool = False


class Blocks:
    """The blocks that are open where reading stands, the outermost first."""

    def __init__(self, errors: list[SessionTextError]) -> None:
        self.errors = errors
        self._open: list[Block] = []
        self._head: tuple[Line, int] | None = None  # a repeat on the line before
        self._may_indent = False  # the line before is a repeat, or too wrong to tell

    @property
    def items(self) -> tuple[Item, ...]:
        """What has been read, once ``end`` was called."""
        return tuple(self._open[0].items) if self._open else ()

    def add(self, item: Item) -> None:
        """Put a step or a whole repeat into the innermost block."""
        self._open[-1].items.append(item)

    def add_broken(self) -> None:
        """Note that the line just placed could not be read; lines under it are no further fault."""
        self._open[-1].broken = True
        self._may_indent = True

    def expect_lines(self, line: Line, count: int) -> None:
        """Note that a repeat was read, whose lines come next."""
        self._head = (line, count)
        self._may_indent = True

    def place(self, line: Line) -> None:
        """Find the block that a line belongs to, by its indentation; close those it ends."""
        if not self._open:
            self._open.append(Block(line.indent))
            return
        head, may_indent = self._head, self._may_indent
        self._head, self._may_indent = None, False
        inner = self._open[-1]
        if len(line.indent) > len(inner.indent) and line.indent.startswith(inner.indent):
            self._open.append(Block(line.indent, head))
            if not may_indent:
                fix = "take the spaces out, or put a repeat such as '3x' on a line of its own above"
                self.errors.append(line.error("this line is indented, but under no repeat", fix))
            return
        mixed = not inner.indent.startswith(line.indent)
        if head and not mixed:
            self._refuse_empty(head[0])
        while len(self._open) > 1 and len(self._open[-1].indent) > len(line.indent):
            self._close()
        if self._open[-1].indent != line.indent:
            self._refuse_indent(line, mixed=mixed)

    def end(self) -> None:
        """Close every block at the end of the text."""
        if self._head:
            self._refuse_empty(self._head[0])
        while len(self._open) > 1:
            self._close()

    def _close(self) -> None:
        """Make a repeat of the innermost block and put it into the one around it."""
        block = self._open.pop()
        if block.broken or not block.items or not block.head:
            self._open[-1].broken = True
            return
        line, count = block.head
        try:
            self.add(Repeat(count, tuple(block.items)))
        except ValueError as error:
            self._open[-1].broken = True
            self.errors.append(line.error(str(error), "repeat less, or write two sessions"))

    def _refuse_empty(self, line: Line) -> None:
        self._open[-1].broken = True
        fix = "put the lines to repeat under it, indented by two spaces"
        self.errors.append(line.error("this repeat has nothing under it", fix))

    def _refuse_indent(self, line: Line, *, mixed: bool) -> None:
        self._open[-1].broken = True
        problem, fix = "this line lines up with no line above", "indent it as one of those"
        if mixed:
            problem, fix = "the indentation mixes tabs and spaces", "use one of the two everywhere"
        self.errors.append(line.error(problem, fix))
