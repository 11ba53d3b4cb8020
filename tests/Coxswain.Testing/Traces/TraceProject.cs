namespace Coxswain.Testing.Traces;

/// <summary>A working directory and the branches its sessions were on.</summary>
public sealed record TraceProject(string Folder, IReadOnlyList<string> Branches, string Language, string Extension)
{
    public static IReadOnlyList<TraceProject> Samples { get; } =
    [
        new("/home/dev/shop", ["main", "fix/login"], "TypeScript", "ts"),
        new("/home/dev/billing-service", ["main", "feature/refunds"], "Python", "py"),
        new("/home/dev/atlas.docs", ["main"], "Markdown", "md"),
    ];
}
