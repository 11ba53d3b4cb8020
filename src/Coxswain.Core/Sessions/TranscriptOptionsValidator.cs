using Microsoft.Extensions.Options;

namespace Coxswain.Core.Sessions;

[OptionsValidator]
internal sealed partial class TranscriptOptionsValidator : IValidateOptions<TranscriptOptions>;
