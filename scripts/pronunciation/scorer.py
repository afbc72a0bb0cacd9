"""The joint scorer: the encoder's later blocks fine-tuned, goodness-of-pronunciation features per phone, and heads for phone, word, sentence.

All inputs are batched with padding when training (phones 0, words (0, 0)); at run time the batch is one and nothing is padded.
"""
from __future__ import annotations

from copy import deepcopy

import torch
from torch import Tensor, nn

from corpus import PHONES
from encoder import SHARED, Encoder, log_posteriors

WIDTH, HEADS = 128, 4
POSTERIORS = 2 * len(PHONES)
OVERALL = 9


def pooling(begin: Tensor, end: Tensor, length: int | Tensor) -> Tensor:
    """[batch, n] spans to [batch, n, length] weights whose rows are means over the spans; an empty span gives zeros."""
    place = torch.arange(length, device=begin.device)
    inside = ((place >= begin[..., None]) & (place < end[..., None])).float()
    return inside / (end - begin).clamp(min=1)[..., None].float()


class Attention(nn.Module):
    """Multi-head self-attention over the phones of an utterance."""

    def __init__(self) -> None:
        super().__init__()
        self.project = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor, absent: Tensor) -> Tensor:
        shape = (x.shape[0], x.shape[1], HEADS, WIDTH // HEADS)
        query, key, value = (part.reshape(shape).transpose(1, 2) for part in self.project(x).chunk(3, -1))
        weight = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + absent[:, None, None] * -1e4
        return self.out((weight.softmax(-1) @ value).transpose(1, 2).flatten(2))


class Layer(nn.Module):
    """Convolution over neighbouring phones, attention over all, two-layer mix; each residual, normalised before."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(3))
        self.near = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.far = Attention()
        self.mix = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.ReLU(), nn.Dropout(dropout), nn.Linear(2 * WIDTH, WIDTH))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, present: Tensor) -> Tensor:
        near = self.norms[0](x) * present
        x = x + self.dropout(torch.relu(self.near(near.transpose(1, 2)).transpose(1, 2)))
        x = x + self.dropout(self.far(self.norms[1](x), 1 - present[..., 0]))
        return x + self.dropout(self.mix(self.norms[2](x)))


class Scorer(nn.Module):
    """See forward; `raw` heads are linear, so that training sees no flat ends."""

    def __init__(self, encoder: Encoder, dropout: float = 0.15) -> None:
        super().__init__()
        self.blocks = deepcopy(encoder.blocks[SHARED:])
        self.hard = deepcopy(encoder.hard)
        self.phone_embedding = nn.Embedding(len(PHONES), 48)
        numbers = 3 * 4 + 8 + 4
        self.entry = nn.Linear(2 * encoder.channels + 3 * len(PHONES) + 48 + numbers, WIDTH)
        self.input_dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(3))
        self.norm = nn.LayerNorm(WIDTH)
        self.phone_head = nn.Linear(WIDTH, 1)
        self.word_head = nn.Sequential(nn.Linear(3 * WIDTH, WIDTH), nn.ReLU(), nn.Dropout(dropout), nn.Linear(WIDTH, 4))
        self.attend = nn.Linear(WIDTH, 1)
        self.sentence_head = nn.Sequential(nn.Linear(3 * WIDTH + 3 + OVERALL, WIDTH), nn.ReLU(), nn.Dropout(dropout), nn.Linear(WIDTH, 5))
        with torch.no_grad():  # begin at the usual scores, on the scale of 0-2
            self.phone_head.bias.fill_(1.8)
            self.word_head[-1].bias.copy_(torch.tensor([1.8, 2.0, 1.8, 0.0]))
            self.sentence_head[-1].bias.copy_(torch.tensor([1.5, 1.5, 1.5, 1.5, 0.0]))

    def forward(self, hidden: Tensor, posteriors: Tensor, phones: Tensor, stress: Tensor, spans: Tensor, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Inputs as in RUNTIME.md section 5: hidden [batch, channels, frames], posteriors [batch, frames, 80].

        Returns raw phone [batch, phones] (0-2), word [batch, words, 4] and sentence [batch, 5]: scores on a scale of 0-2
        (a fifth of the human one), the last of each a logit.
        """
        return self.score(*self.listen(hidden), posteriors, phones, stress, spans, words)

    def listen(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """The fine-tuned blocks: hidden states [batch, frames, channels] and own log-posteriors [batch, frames, 40]."""
        hidden = self.blocks(hidden)
        return hidden.transpose(1, 2), log_posteriors(self.hard(hidden))

    def score(self, hidden: Tensor, own: Tensor, posteriors: Tensor, phones: Tensor, stress: Tensor, spans: Tensor, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Everything after that: hidden [batch, frames, channels], own log-posteriors [batch, frames, 40]."""
        present = (phones > 0).float()[..., None]
        begin, end = spans[..., 0], spans[..., 1]
        middle = (begin + end + 1) // 2
        frames = hidden.shape[1]
        halves = [pooling(begin, middle, frames) @ hidden.float(), pooling(torch.minimum(middle, end - 1), end, frames) @ hidden.float()]
        whole = pooling(begin, end, frames)
        evidence = torch.cat([own, posteriors], -1).clamp(min=-12.0)
        pooled = whole @ evidence
        goodness = self.goodness(pooled, whole, evidence, phones)
        silence = (torch.exp(own[..., 0]) + torch.exp(posteriors[..., 0])) / 2
        timing, overall = self.timing(begin, end, words, present, whole, silence)
        marks = nn.functional.one_hot(stress, 4).float()
        x = torch.cat([*halves, pooled / 4, self.phone_embedding(phones), goodness / 4, timing, marks], -1)
        x = self.input_dropout(torch.relu(self.entry(x))) * present
        for layer in self.layers:
            x = layer(x, present)
        x = self.norm(x) * present
        phone = self.phone_head(x)[..., 0]
        in_word = pooling(words[..., 0], words[..., 1], phones.shape[1])
        inside = (in_word > 0).float()[..., None]
        lowest = (x[:, None] * inside - 1e4 * (1 - inside)).amax(2).clamp(min=-50.0)
        average = in_word @ x
        weight = (self.attend(x) - 1e4 * (1 - present)).softmax(1)
        summary = (weight * x).sum(1)
        mean = x.sum(1) / present.sum(1)
        word = self.word_head(torch.cat([average, lowest, mean[:, None].expand_as(average)], -1))
        peak = (x - 1e4 * (1 - present)).amax(1)
        gop = (goodness[..., 0:7:3] / 4 * present).sum(1) / present.sum(1)
        sentence = self.sentence_head(torch.cat([summary, mean, peak, gop, overall], -1))
        return phone, word, sentence

    def goodness(self, pooled: Tensor, whole: Tensor, evidence: Tensor, phones: Tensor) -> Tensor:
        """[batch, phones, 12]: for each of three posteriors the canonical phone's mean, its lead over the best other, its peak, and silence's mean."""
        features = []
        count = len(PHONES)
        chosen = nn.functional.one_hot(phones, count).float()
        for index in range(3):
            part = pooled[..., index * count : (index + 1) * count]
            frame = evidence[..., index * count : (index + 1) * count] @ chosen.transpose(1, 2)
            canonical = (part * chosen).sum(-1)
            rival = (part - 1e4 * chosen).amax(-1)
            peak = (frame.transpose(1, 2) - 1e4 * (whole == 0).float()).amax(-1).clamp(min=-12.0)
            features += [canonical, canonical - rival, peak, part[..., 0]]
        order = [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]
        return torch.stack([features[index] for index in order], -1)

    def timing(self, begin: Tensor, end: Tensor, words: Tensor, present: Tensor, whole: Tensor, silence: Tensor) -> tuple[Tensor, Tensor]:
        """Per phone [batch, phones, 8]: duration, pauses, place in the word; per utterance [batch, 9]: rate, evenness, pauses, hesitation.

        silence: [batch, frames] how likely silence is; whole: each phone's frames as in pooling().
        """
        here = present[..., 0]
        length = torch.log((end - begin).float()) * here
        count = here.sum(1, keepdim=True)
        usual = length.sum(1, keepdim=True) / count
        previous = torch.cat([torch.zeros_like(end[:, :1]), end[:, :-1]], 1)
        gap = (begin - previous).clamp(min=0).float() * here
        before = torch.log1p(gap)
        after = torch.cat([before[:, 1:], torch.zeros_like(before[:, :1])], 1)
        place = torch.arange(begin.shape[1], device=begin.device)
        first = ((place == words[..., 0:1]) & (words[..., 1:2] > words[..., 0:1])).float().amax(1)
        last = ((place == words[..., 1:2] - 1) & (words[..., 1:2] > words[..., 0:1])).float().amax(1)
        inside = ((place >= words[..., 0:1]) & (place < words[..., 1:2])).float()
        size = torch.log((inside * inside.sum(2, keepdim=True)).amax(1).clamp(min=1.0))
        deviation = (length - usual) * here
        per_phone = torch.stack([length, deviation, before, after, first, last, size, deviation**2], -1)
        inner, inner_gap = before[:, 1:] * here[:, 1:], gap[:, 1:]
        spoken = ((end - begin).float() * here).sum(1, keepdim=True)
        finish = (end.float() * here).amax(1, keepdim=True)
        stretch = (finish - begin[:, :1].float()).clamp(min=1.0)
        spread = torch.sqrt((deviation**2).sum(1, keepdim=True) / count + 1e-6)
        # Pauses of a fifth and of half a second a word.
        texts = (words[..., 1] > words[..., 0]).float().sum(1, keepdim=True)
        pauses = [(inner_gap > frames).float().sum(1, keepdim=True) / texts for frames in (10, 25)]
        # Speech that is no phone of the text (repeated and broken words, fillers), silence within phones, the longest pause.
        covered = (whole > 0).float().amax(1)
        place = torch.arange(covered.shape[1], device=begin.device)
        between = ((place >= begin[:, :1]) & (place < finish)).float() * (1 - covered)
        extra = torch.log1p((between * (1 - silence)).sum(1, keepdim=True) / 10)
        hollow = (covered * silence).sum(1, keepdim=True) / spoken
        longest = inner.amax(1, keepdim=True) / 4
        overall = [torch.log(spoken / count), torch.log(stretch / spoken), inner.sum(1, keepdim=True) / count, spread]
        return per_phone, torch.cat([*overall, *pauses, extra, hollow, longest], -1)
