namespace Coxswain.Cli.Commands.Privacy;

/// <summary>What <c>cox privacy purge --json</c> prints.</summary>
internal sealed record PurgeReport(string Folder, int Requests, long Bytes, bool Deleted);
