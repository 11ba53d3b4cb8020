using Microsoft.Extensions.Options;

namespace Coxswain.Server.ClickHouseHttp;

[OptionsValidator]
internal sealed partial class ClickHouseHttpOptionsValidator : IValidateOptions<ClickHouseHttpOptions>;
