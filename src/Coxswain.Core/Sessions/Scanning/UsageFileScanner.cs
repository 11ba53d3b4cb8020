using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Sessions.Scanning;

/// <summary>One thread's share of the files.</summary>
internal sealed class UsageFileScanner
{
    private readonly RequestTable _requests = new();
    private readonly UsageLineScanner _scanner;
    private long _tooLongLines;

    public UsageFileScanner() => _scanner = new UsageLineScanner(_requests);

    public int UnreadableFiles { get; private set; }

    public long Bytes { get; private set; }

    public long Lines { get; private set; }

    public long UsageLines => _scanner.UsageLines;

    public long DamagedLines => _scanner.DamagedLines + _tooLongLines;

    public long InvalidCountLines => _scanner.InvalidCountLines;

    /// <param name="file">Its place among all files: of two copies of a request the earlier counts.</param>
    public void Read(FoundTranscript found, int file)
    {
        try
        {
            using var handle = found.Open();
            using var source = new LineSource(handle, 0, false);
            var start = 0L;
            while (source.TryNext(out var line, out var isTooLong))
            {
                Lines++;
                _tooLongLines += isTooLong ? 1 : 0;
                Read(line, (file, start));
                start = source.Offset;
            }

            if (TranscriptLineReader.IsWholeObject(source.Tail))
            {
                Lines++;
                Read(source.Tail, (file, start));
            }

            Bytes += source.Offset + source.Tail.Length;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            UnreadableFiles++;
        }
    }

    /// <summary>Joins this thread's requests into <paramref name="all"/>; their models into <paramref name="models"/>, by new indexes.</summary>
    public void AddTo(RequestTable all, List<string> models)
    {
        var indexes = _scanner.Models.Select(model =>
        {
            var index = models.IndexOf(model);
            if (index < 0)
            {
                index = models.Count;
                models.Add(model);
            }

            return index;
        }).ToArray();
        all.Add(_requests, indexes);
    }

    private void Read(ReadOnlySpan<byte> line, (int File, long Offset) order)
    {
        if (UsageLineFilter.MayHoldUsage(line))
        {
            _scanner.Read(line, order);
        }
    }
}
