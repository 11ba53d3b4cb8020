using Coxswain.Core.Sessions;

namespace Coxswain.Server.Api.Import;

/// <param name="Progress">The import under way, asked for or the daemon's own; <see langword="null"/> while there is none.</param>
public sealed record ImportReport(ImportProgress? Progress);
