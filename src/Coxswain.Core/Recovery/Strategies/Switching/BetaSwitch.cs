using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Recovery.Strategies.Switching;

/// <summary>Takes out of the header what the target refuses, or what turned something on that it does not have; the rest stays as it is written.</summary>
internal static class BetaSwitch
{
    public static string Apply(string betas, ModelCapabilities to)
    {
        var names = betas.Split(',');
        var kept = names.Where(name => !IsRefused(name.Trim(), to)).ToArray();
        return kept.Length == names.Length ? betas : string.Join(',', kept).Trim();
    }

    private static bool IsRefused(string beta, ModelCapabilities to)
        => to.RefusedBetas.Contains(beta)
            || (to.Efforts.Count == 0 && beta.StartsWith("effort-", StringComparison.Ordinal))
            || (!to.ChecksPrefix && beta.StartsWith("thinking-binding-controls-", StringComparison.Ordinal))
            || (!to.HasFast && beta.StartsWith("fast-mode-", StringComparison.Ordinal));
}
