using Microsoft.Extensions.Options;

namespace Coxswain.Core.Budgets.Recommending;

[OptionsValidator]
internal sealed partial class RecommendOptionsValidator : IValidateOptions<RecommendOptions>;
