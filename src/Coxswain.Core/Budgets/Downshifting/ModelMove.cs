using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Downshifting;

/// <summary>A call goes to another model than its client asked for, because of a budget.</summary>
/// <param name="To">As the API wants it written.</param>
/// <param name="Budget">The one because of which it goes there.</param>
/// <param name="Share">Used share of that budget, 1 for all of it; <see langword="null"/>: its step is not due any more, and the conversation goes back when nothing is lost by it.</param>
/// <param name="Receipt">Of a conversation that moves now; <see langword="null"/>: it has moved already.</param>
public sealed record ModelMove(string To, string Budget, double? Share, SwitchReceipt? Receipt)
{
    /// <summary>Whether it really went there, by the model that answered.</summary>
    public bool IsAnsweredBy(string model) => ModelId.Normalise(model) == ModelId.Normalise(To);
}
