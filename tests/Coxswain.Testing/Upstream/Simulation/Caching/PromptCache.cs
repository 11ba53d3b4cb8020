using Coxswain.Testing.Upstream.Simulation.Prompts;

namespace Coxswain.Testing.Upstream.Simulation.Caching;

/// <summary>
/// Prompt caches by account, model, effort and exact prefix. A prefix is found at a breakpoint or up to twenty parts before it, and lives on from each use.
/// An entry whose prefix is shorter than the model's minimum is never made.
/// </summary>
public sealed class PromptCache(TimeProvider clock)
{
    private const int Lookback = 20;
    private const int SweepAt = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>What a prompt would read and write now; with <paramref name="isUsed"/> it does.</summary>
    public CacheUse Take(SimulatedPrompt prompt, bool isUsed)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var marks = Enumerable.Range(0, prompt.Parts.Count)
            .Where(at => prompt.Parts[at].Mark is not null && prompt.Parts[at].TokensSoFar >= prompt.Model.CacheMinimum).ToList();
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var found = Find(prompt, marks, now);
            var read = found < 0 ? 0 : prompt.Parts[found].TokensSoFar;
            if (isUsed)
            {
                Keep(prompt, marks, found, now);
            }

            var hour = Upto(prompt, marks, CacheLife.OneHour, read);
            var written = Math.Max(hour, Upto(prompt, marks, CacheLife.FiveMinutes, hour));
            return new CacheUse(prompt.Tokens - written, read, written - hour, hour - read);
        }
    }

    private static long Upto(SimulatedPrompt prompt, List<int> marks, CacheLife life, long atLeast)
        => marks.Where(at => prompt.Parts[at].Mark == life).Select(at => prompt.Parts[at].TokensSoFar).Append(atLeast).Max();

    private static string Key(SimulatedPrompt prompt, int at) => $"{prompt.Account}|{prompt.Model.Id}|{prompt.Effort}|{prompt.Parts[at].Prefix}";

    private static TimeSpan Span(CacheLife life) => life == CacheLife.OneHour ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);

    private int Find(SimulatedPrompt prompt, List<int> marks, DateTimeOffset now)
    {
        for (var mark = marks.Count - 1; mark >= 0; mark--)
        {
            for (var at = marks[mark]; at >= Math.Max(0, marks[mark] - Lookback); at--)
            {
                if (_entries.TryGetValue(Key(prompt, at), out var entry) && entry.Ends > now)
                {
                    return at;
                }
            }
        }

        return -1;
    }

    private void Keep(SimulatedPrompt prompt, List<int> marks, int found, DateTimeOffset now)
    {
        if (_entries.Count > SweepAt)
        {
            foreach (var key in _entries.Where(entry => entry.Value.Ends <= now).Select(entry => entry.Key).ToList())
            {
                _entries.Remove(key);
            }
        }

        foreach (var at in marks.Append(found).Where(at => at >= 0))
        {
            var key = Key(prompt, at);
            var life = _entries.TryGetValue(key, out var entry) && entry.Ends > now ? entry.Life : prompt.Parts[at].Mark ?? CacheLife.FiveMinutes;
            _entries[key] = new Entry(life, now + Span(life));
        }
    }

    private sealed record Entry(CacheLife Life, DateTimeOffset Ends);
}
