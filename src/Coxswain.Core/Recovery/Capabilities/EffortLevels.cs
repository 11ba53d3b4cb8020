namespace Coxswain.Core.Recovery.Capabilities;

/// <summary>The values of <c>output_config.effort</c> in their order.</summary>
internal static class EffortLevels
{
    public static IReadOnlyList<string> All { get; } = ["low", "medium", "high", "xhigh", "max"];

    /// <summary>-1 for a level that is not known.</summary>
    public static int Rank(string level) => All.ToList().IndexOf(level);

    /// <summary>The wanted level or the next lower one that is taken; empty when none is.</summary>
    public static string Nearest(string wanted, IReadOnlyList<string> taken)
        => taken.Contains(wanted) ? wanted : taken.LastOrDefault(level => Rank(level) <= Rank(wanted)) ?? "";
}
