namespace Coxswain.Cli.Commands.Setup;

/// <summary>What <c>wrapper</c> did or would do.</summary>
/// <param name="Outcome"><c>written</c>, <c>unchanged</c>, <c>removed</c>, or with <c>--dry-run</c> <c>would_write</c>, <c>would_remove</c>.</param>
/// <param name="Client">The real client it passes to; <see langword="null"/> when that was not looked for.</param>
/// <param name="Verbs">What it sends to <c>cox</c>.</param>
/// <param name="IsFoundFirst">Whether a shell with this search path finds it before the real client; <see langword="null"/> when that was not looked at.</param>
internal sealed record WrapperReport(string File, string Outcome, string? Client, IReadOnlyList<string> Verbs, bool? IsFoundFirst);
