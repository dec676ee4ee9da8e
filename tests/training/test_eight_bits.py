"""A product that trains under the export's rounding."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="training needs torch (pip install --group train)")

from training.model import Product, eight_bits  # noqa: E402


def test_inputs_keep_255_steps_of_one_range() -> None:
    x = torch.randn(4, 9, 16)
    step = (x.amax() - x.amin()) / 255
    assert (eight_bits(x) - x).abs().max() <= step / 2 + 1e-6


def test_weights_keep_seven_bits_a_row() -> None:
    weight = torch.randn(8, 16) * torch.arange(1, 9)[:, None]
    step = weight.abs().amax(-1, keepdim=True) / 63
    assert ((eight_bits(weight, weight=True) - weight).abs() <= step / 2 + 1e-6).all()


def test_gradients_pass_and_reading_is_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Product, "eight_bits", True)
    layer, x = Product(16, 8), torch.randn(3, 16, requires_grad=True)
    rounded = layer(x)
    rounded.sum().backward()
    assert torch.allclose(x.grad, layer.weight.sum(0).expand(3, -1), atol=0.1)
    plain = layer.eval()(x)
    assert not torch.equal(plain, rounded)
    assert torch.allclose(plain, rounded, atol=0.2)
