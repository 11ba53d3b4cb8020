using Microsoft.Extensions.Options;

namespace Coxswain.Core.Recovery.Checkpoints;

[OptionsValidator]
internal sealed partial class CheckpointOptionsValidator : IValidateOptions<CheckpointOptions>;
