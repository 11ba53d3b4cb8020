namespace Coxswain.Dashboard;

/// <param name="Version">Changes with the content.</param>
public sealed record PageAsset(string Name, string ContentType, ReadOnlyMemory<byte> Content, string Version);
