from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import ModelError
from dragoman.reports.features import NAMES, features_of
from dragoman.reports.lines import lines_of
from dragoman.reports.markup import Kept
from dragoman.reports.network import Committee, line_net, read_net
from dragoman.reports.walk import tree_of, walk
from dragoman.schema.report import ROLES

TEXT = "Share\n\nMinister quits\n\nBy Ana Lopez\n\nThe minister quit on Friday, his office said."


def test_the_net_that_ships_knows_every_role_in_the_order_of_the_schema():
    assert line_net().roles == ROLES


def test_every_line_gets_an_opinion_of_every_role():
    logits = line_net().logits(features_of(lines_of(TEXT)))
    assert logits.shape == (4, len(ROLES))
    assert np.isfinite(logits).all()


def test_a_page_of_one_line_is_read():
    assert line_net().logits(features_of(lines_of("Yes."))).shape == (1, len(ROLES))


def test_lines_far_apart_matter_only_through_the_page_as_a_whole():
    """The windows reach 15 lines; a change further off moves an opinion, but only slightly."""
    filler = [f"Paragraph {number} says that talks went on until night." for number in range(60)]
    one = line_net().logits(features_of(lines_of("\n".join(filler))))
    filler[-1] = "Paragraph 59 says that talks went on until dawn."
    two = line_net().logits(features_of(lines_of("\n".join(filler))))
    assert np.abs(one[0] - two[0]).max() < 0.5


def test_a_missing_model_says_what_to_do(tmp_path: Path):
    with pytest.raises(ModelError, match="reinstall"):
        read_net(tmp_path / "lines.npz")


def test_a_model_of_other_features_is_refused(tmp_path: Path):
    np.savez(tmp_path / "lines.npz", names=np.asarray(["one", "two"]))
    with pytest.raises(ModelError, match="other features"):
        read_net(tmp_path / "lines.npz")


def test_a_damaged_model_is_refused(tmp_path: Path):
    (tmp_path / "lines.npz").write_bytes(b"PK not a model")
    with pytest.raises(ModelError, match="reinstall"):
        read_net(tmp_path / "lines.npz")


PAGE = "".join(f"<div class=t><p>Line {n} has a few words.</p></div>" for n in range(20))


@pytest.mark.parametrize("kept", [None, Kept("\n", "\n")], ids=["flattened", "html"])
def test_the_twin_that_learns_computes_the_same(kept: Kept | None, tmp_path: Path):
    torch = pytest.importorskip("torch")
    from training.line_batches import batch_of, plain_example, prepared
    from training.line_model import LineNet, LineNetSize
    from training.page_lines import Sample
    from training.pages import save

    lines = lines_of(TEXT) if kept is None else walk(tree_of(PAGE))
    torch.manual_seed(1)
    net = LineNet(LineNetSize(features=len(NAMES), roles=len(ROLES))).eval()
    sample = Sample(
        id="x", family="x", source="written", style="written", lines=lines, kept=kept,
        allowed=np.ones((len(lines), len(ROLES)), np.bool_), weak=np.full(len(lines), -1),
    )  # fmt: skip
    batch, _ = batch_of([plain_example(prepared(sample))] * 2)
    with torch.no_grad():
        learned = torch.log_softmax(net(batch), dim=1)[: len(lines)].numpy()
    save([net], tmp_path / "lines.npz")
    run = read_net(tmp_path / "lines.npz").logits(features_of(lines, kept=kept))
    assert np.abs(run - learned).max() < 0.02  # float16 and int8 round


def test_a_committee_gives_the_mean_of_its_members():
    seen = features_of(lines_of(TEXT))
    asked = line_net()
    chances = np.exp(asked.logits(seen))
    assert len(asked.members) == 2
    assert (chances.sum(axis=1) <= 1 + 1e-5).all()
    alone = Committee(members=asked.members[:1])
    assert np.abs(alone.logits(seen) - asked.logits(seen)).max() > 0
