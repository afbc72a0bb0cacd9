"""The frame encoder: log-mel at 100 frames a second to hidden states and phone posteriors at 50."""
from __future__ import annotations

import torch
from torch import Tensor, nn

from corpus import PHONES
from features import BANDS

DILATIONS = (1, 2, 4, 1, 2, 4, 1, 2)
# The first blocks are shared: the scorers begin after them with what the aligner computed, and train only the rest.
SHARED = 3


def log_posteriors(logits: Tensor) -> Tensor:
    """[batch, phones, frames] logits to [batch, frames, phones]."""
    return torch.log_softmax(logits.float(), 1).transpose(1, 2)


class Block(nn.Module):
    """Residual: dilated convolution over three frames, then a mix of the channels."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.spread = nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation, bias=False)
        self.spread_norm = nn.BatchNorm1d(channels)
        self.mix = nn.Conv1d(channels, channels, 1, bias=False)
        self.mix_norm = nn.BatchNorm1d(channels)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor) -> Tensor:
        inner = torch.relu(self.spread_norm(self.spread(hidden)))
        return hidden + self.mix_norm(self.mix(self.dropout(inner)))


class Encoder(nn.Module):
    """[batch, 40, 2 frames] normalised log-mel to the shared blocks' states [batch, channels, frames] and two heads' logits over 40 phones.

    The hard head learns the canonical phone (weighted by its human score), the soft head imitates the teacher.
    """

    def __init__(self, channels: int = 192) -> None:
        super().__init__()
        self.channels = channels
        self.entry = nn.Sequential(
            nn.Conv1d(BANDS, channels // 2, 5, padding=2, bias=False),
            nn.BatchNorm1d(channels // 2),
            nn.ReLU(),
            nn.Conv1d(channels // 2, channels, 5, stride=2, padding=2, bias=False),
            nn.BatchNorm1d(channels),
            nn.ReLU(),
        )
        self.blocks = nn.Sequential(*[Block(channels, dilation) for dilation in DILATIONS])
        self.hard = nn.Conv1d(channels, len(PHONES), 1)
        self.soft = nn.Conv1d(channels, len(PHONES), 1)

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        shared = self.blocks[:SHARED](self.entry(mel))
        hidden = self.blocks[SHARED:](shared)
        return shared, self.hard(hidden), self.soft(hidden)
