"""The three networks. All are plain convolutions, so that OpenCV 4.6 runs them at any width."""

from torch import nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

import text_content

CLASSES = 38  # blank, '<', 0-9, A-Z
TEXT_CLASSES = len(text_content.ALPHABET) + 1  # with a blank


def _conv(inputs, outputs, kernel, stride=1, padding=0, dilation=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


def _glyphs():
    """1x1x32xW -> 1x128x1x(W/4): what stands around each fourth column."""
    return [
        _conv(1, 16, 3, stride=2, padding=1),        # 16 x W/2
        _conv(16, 32, 3, padding=1),
        nn.MaxPool2d((2, 1)),                        # 8 x W/2
        _conv(32, 48, 3, stride=(1, 2), padding=1),  # 8 x W/4
        _conv(48, 64, 3, padding=1),
        nn.MaxPool2d((2, 1)),                        # 4 x W/4
        _conv(64, 96, (4, 1)),                       # 1 x W/4
        _conv(96, 96, (1, 5), padding=(0, 2)),
        _conv(96, 128, (1, 5), padding=(0, 2))]


class LineNet(nn.Module):
    """1x1x32xW strip -> 1x38x1x(W/4) logits; step t is centred on column 4t."""

    step_px, substeps = 4, 1

    def __init__(self):
        super().__init__()
        self.glyphs = nn.Sequential(*_glyphs())
        self.classes = nn.Conv2d(128, CLASSES, 1)

    def forward(self, strip):
        return self.classes(self.glyphs(strip))


class TextNet(nn.Module):
    """1x1x32xW strip -> 1x(2x74)x1x(W/4) logits of two substeps a step, of columns 4t-1 and 4t+1.

    Narrow letters stand 5 px apart: a step of 4 px does not part "ll". Telling two places from what is seen around a step
    costs next to nothing; a finer step would double the cost.
    """

    step_px, substeps = 2, 2

    def __init__(self):
        super().__init__()
        self.glyphs = nn.Sequential(*_glyphs(), _conv(128, 160, (1, 5), padding=(0, 2)))
        self.classes = nn.Conv2d(160, self.substeps * TEXT_CLASSES, 1)

    def forward(self, strip):
        return self.classes(self.glyphs(strip))


class Doubling(nn.Module):
    """A transposed 2x2 convolution, computed as a 1x1 convolution and a shuffle: three times as fast to train."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.same = nn.ConvTranspose2d(inputs, outputs, 2, stride=2)

    def forward(self, small):
        weight = self.same.weight.permute(1, 2, 3, 0).flatten(0, 2)[:, :, None, None]
        return functional.pixel_shuffle(functional.conv2d(small, weight), 2) + self.same.bias[:, None, None]


class FinderNet(nn.Module):
    """1x1xHxW picture -> 1x2x(H/4)x(W/4) logits: line cores, whole band.

    An 8x8 stem with stride 4 keeps the cost down; most of the work is done at stride 8 and 16, where dilated
    convolutions see a third of the picture.
    """

    def __init__(self):
        super().__init__()
        self.stem = _conv(1, 16, 8, stride=4, padding=2)
        self.fine = nn.Sequential(_conv(16, 32, 3, stride=2, padding=1), _conv(32, 32, 3, padding=1))
        self.coarse = nn.Sequential(_conv(32, 32, 3, stride=2, padding=1), _conv(32, 32, 3, padding=1),
                                    _conv(32, 32, 3, padding=2, dilation=2), _conv(32, 32, 3, padding=4, dilation=4),
                                    _conv(32, 32, 3, padding=8, dilation=8), nn.Upsample(scale_factor=2, mode="nearest"))
        self.join = _conv(32, 32, 3, padding=1)
        self.maps = Doubling(32, 2)
        nn.init.constant_(self.maps.same.bias, -3)  # a band is a few percent of a picture

    def forward(self, picture):
        fine = self.fine(self.stem(picture))
        return self.maps(self.join(fine + self.coarse(fine)))


def fused(network):
    """The network in evaluation mode with every batch norm folded into its convolution, as OpenCV 4.6 wants it."""
    network.eval()
    for name, child in network.named_children():
        if isinstance(child, nn.Sequential) and len(child) == 3 and isinstance(child[1], nn.BatchNorm2d):
            folded = fuse_conv_bn_eval(child[0], child[1])
            setattr(network, name, nn.Sequential(folded, nn.ReLU(inplace=True)))
        elif isinstance(child, Doubling):
            setattr(network, name, child.same)
        else:
            fused(child)
    return network
