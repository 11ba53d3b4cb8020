using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>What <c>cox cost-optimize</c> set and found.</summary>
/// <param name="Budget"><see langword="null"/>: none was asked for.</param>
/// <param name="Cache">Losses of the prompt cache by cause.</param>
/// <param name="Models">Cost by model in the same days.</param>
internal sealed record CostOptimization(SetBudget? Budget, CacheReport Cache, UsageReport Models);
