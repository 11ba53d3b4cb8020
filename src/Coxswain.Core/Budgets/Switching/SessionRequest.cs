using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Switching;

/// <summary>One answered request of a conversation.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Model">That answered.</param>
public sealed record SessionRequest(DateTimeOffset At, string Model, TokenUsage Usage);
