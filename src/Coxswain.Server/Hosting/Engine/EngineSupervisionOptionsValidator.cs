using Microsoft.Extensions.Options;

namespace Coxswain.Server.Hosting.Engine;

[OptionsValidator]
internal sealed partial class EngineSupervisionOptionsValidator : IValidateOptions<EngineSupervisionOptions>;
