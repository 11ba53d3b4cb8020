using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Chunking;

/// <summary>Lays segments into parts of a size, in order, each character once. A segment is cut only when it does not fit into a part of its own or leaves most of one empty.</summary>
internal static class Packing
{
    /// <summary>What a piece costs beside its text: label and line ends.</summary>
    public const int LabelBytes = 40;

    /// <returns>Null when a part has no room for anything.</returns>
    public static IReadOnlyList<IReadOnlyList<Segment>>? Pack(MessagesRequest request, IReadOnlyList<Segment> segments, int partBytes)
    {
        var parts = new List<IReadOnlyList<Segment>>();
        var (part, left) = (new List<Segment>(), partBytes);
        void Close()
        {
            parts.Add(part);
            (part, left) = ([], partBytes);
        }

        foreach (var segment in segments)
        {
            var rest = segment.Text;
            while (rest.Length > 0)
            {
                var room = left - LabelBytes;
                var isBetterAlone = rest.Length > room && part.Count > 0 && (room < partBytes / 4 || rest.Length <= partBytes - LabelBytes);
                var cut = isBetterAlone || room <= 0 ? 0 : NaturalCut.Of(request.Bytes(rest), room);
                if (cut == 0)
                {
                    if (part.Count == 0)
                    {
                        return null;
                    }

                    Close();
                    continue;
                }

                part.Add(new Segment(segment.Label, new ByteRange(rest.Start, rest.Start + cut)));
                left -= cut + LabelBytes;
                rest = new ByteRange(rest.Start + cut, rest.End);
            }
        }

        if (part.Count > 0)
        {
            Close();
        }

        return parts;
    }
}
