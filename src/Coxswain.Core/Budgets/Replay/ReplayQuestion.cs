using System.Text.Json;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Replay;

/// <param name="Policy">A name; empty: <paramref name="Rules"/> say.</param>
/// <param name="Rules">The content of a policy file; <see langword="null"/>: a named policy.</param>
/// <param name="Window">Its report and model are not looked at.</param>
public sealed record ReplayQuestion(string Policy, JsonElement? Rules, UsageQuestion Window);
