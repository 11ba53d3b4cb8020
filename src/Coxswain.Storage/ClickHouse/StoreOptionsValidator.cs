using Microsoft.Extensions.Options;

namespace Coxswain.Storage.ClickHouse;

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;
