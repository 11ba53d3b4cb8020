using Microsoft.Extensions.Options;

namespace Coxswain.Storage.Sqlite;

[OptionsValidator]
internal sealed partial class OutboxOptionsValidator : IValidateOptions<OutboxOptions>;
