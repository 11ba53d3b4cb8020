using Microsoft.Extensions.Options;

namespace Coxswain.Server.StatusLine;

[OptionsValidator]
internal sealed partial class StatusLineOptionsValidator : IValidateOptions<StatusLineOptions>;
