using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Measuring;

/// <summary>What every request carries before a word is said: system prompt, CLAUDE.md, tools' schemas, reminders. The first request's prompt less the text of the conversation in it.</summary>
internal static class FixedOverhead
{
    public const string Name = "overhead";
    private const string Title = "Fixed overhead";

    public static HealthMetric Of(HealthSubject subject)
    {
        if (Tokens(subject) is not { } tokens)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, "no request since the window was last emptied");
        }

        var parts = Parts(subject, tokens).ToArray();
        if (subject.WindowTokens is not { } window)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, subject.WindowFrom) with { N = 1, Of = "request", Parts = parts };
        }

        var idle = IdleServers(subject);
        var value = tokens / window;
        var first = subject.Requests[0];
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            Low = subject.Rate.High is { } most ? Math.Max(0, first.PromptTokens - (first.WindowBytes * most) - Images(subject, first)) / window : null,
            High = subject.Rate.Low is { } least ? Math.Max(0, first.PromptTokens - (first.WindowBytes * least) - Images(subject, first)) / window : null,
            N = 1,
            Of = "request",
            From = $"the first request's prompt since the last compaction ({first.PromptTokens:N0} tokens) less the conversation in it, over {subject.WindowFrom}",
            IsEstimate = true,
            Parts = parts,
            Frees = idle.Bytes > 0 ? subject.Rate.Estimate(idle.Bytes) : null,
            Advice = idle.Bytes > 0 ? $"Switch off MCP servers that were not called in this session: {string.Join(", ", idle.Servers)}."
                : subject.Rules.BandOf(Name, value) is HealthBand.Good ? null
                : "Shorten CLAUDE.md, and switch off MCP servers and skills this project does not need.",
        });
    }

    /// <summary>Reckoned; <see langword="null"/>: there is no request to tell from.</summary>
    internal static double? Tokens(HealthSubject subject) =>
        subject.Requests is [var first, ..] ? Math.Max(0, first.PromptTokens - subject.Rate.Of(first.WindowBytes, first.WindowImages)) : null;

    private static double Images(HealthSubject subject, ContextRequest first) => (double)first.WindowImages * subject.Rate.ImageTokens;

    private static IEnumerable<HealthPart> Parts(HealthSubject subject, double tokens)
    {
        if (subject.Window.Shape is not { } shape)
        {
            yield return new HealthPart("all of it", (long)Math.Round(tokens), Share(tokens), 1);
            yield break;
        }

        var told = new List<HealthPart>();
        void Add(string name, long bytes, long n) => told.Add(new HealthPart(name, (long)Math.Round(subject.Rate.Of(bytes)), Share(subject.Rate.Of(bytes)), n));
        Add("system prompt", shape.SystemBytes, 1);
        foreach (var group in shape.Tools.GroupBy(static tool => ToolNames.ServerOf(tool.Key) is { } server ? $"MCP server {server}" : "tools of the client", StringComparer.Ordinal))
        {
            Add(group.Key, group.Sum(static tool => tool.Value), group.Count());
        }

        foreach (var part in told.OrderByDescending(static part => part.Tokens))
        {
            yield return part;
        }

        var rest = Math.Max(0, tokens - told.Sum(static part => part.Tokens ?? 0));
        yield return new HealthPart("CLAUDE.md, reminders and the rest", (long)Math.Round(rest), Share(rest), 1);

        double? Share(double part) => subject.WindowTokens is { } window ? part / window : null;
    }

    private static (IReadOnlyList<string> Servers, long Bytes) IdleServers(HealthSubject subject)
    {
        if (subject.Window.Shape is not { } shape)
        {
            return ([], 0);
        }

        var called = subject.Window.ToolsCalled.Select(ToolNames.ServerOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var idle = shape.Tools.Where(tool => ToolNames.ServerOf(tool.Key) is { } server && !called.Contains(server)).ToArray();
        return ([.. idle.Select(static tool => ToolNames.ServerOf(tool.Key)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], idle.Sum(static tool => tool.Value));
    }
}
