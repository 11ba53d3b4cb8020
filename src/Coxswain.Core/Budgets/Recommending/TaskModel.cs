using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>A model as tasks see it.</summary>
/// <param name="Id">As the API wants it written.</param>
/// <param name="Price"><see langword="null"/>: not known; such a model is no candidate.</param>
internal sealed record TaskModel(string Id, FamilyPrior Family, long ContextTokens, ModelPrice? Price);
