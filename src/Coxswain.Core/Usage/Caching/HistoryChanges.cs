namespace Coxswain.Core.Usage.Caching;

/// <summary>Tells, from the counts of messages two requests have, what became of the first one's.</summary>
internal static class HistoryChanges
{
    public static HistoryChange Of(CachedRequest before, CachedRequest request, bool isCompacted)
    {
        if (isCompacted)
        {
            return HistoryChange.Compacted;
        }

        if (before.Messages == 0 || request.KeptMessages is not { } kept)
        {
            return HistoryChange.Unknown;
        }

        if (kept >= before.Messages)
        {
            return HistoryChange.Kept;
        }

        // A turn adds the answer and what follows it: a prompt with no more messages than before lacks some of them.
        return request.Messages > before.Messages ? HistoryChange.Edited : HistoryChange.Cut;
    }
}
