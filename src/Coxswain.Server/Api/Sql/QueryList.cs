using Coxswain.Core.Telemetry.Asking;

namespace Coxswain.Server.Api.Sql;

/// <param name="Shipped">Those that come with the product, in the page's order.</param>
/// <param name="Kept">The user's own, by name.</param>
internal sealed record QueryList(IReadOnlyList<ShippedQuery> Shipped, IReadOnlyList<KeptQuery> Kept);
