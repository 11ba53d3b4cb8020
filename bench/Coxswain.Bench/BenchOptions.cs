using System.Globalization;
using Coxswain.Testing;

namespace Coxswain.Bench;

/// <summary>Sizes of a run. The defaults take a few minutes; <c>--full</c> is what the evidence is made of.</summary>
internal sealed record BenchOptions
{
    public bool Full { get; private init; }

    /// <summary>Records of the largest load; the ingest bench looks at its cost at every power of ten up to it.</summary>
    public long Records { get; private init; } = 1_000_000;

    /// <summary>Events of the dashboard bench's store.</summary>
    public long Events { get; private init; } = 1_000_000;

    /// <summary>Pages held open by the dashboard bench; 0: none.</summary>
    public int Dashboards { get; private init; } = 50;

    /// <summary>Events a second sent while they are.</summary>
    public int Rate { get; private init; } = 100;

    public int Rounds { get; private init; } = 5;

    public int Connections { get; private init; } = 8;

    /// <summary>Size of the transcript corpus.</summary>
    public int Megabytes { get; private init; } = 1024;

    /// <summary>How long the idle bench watches.</summary>
    public int Seconds { get; private init; } = 60;

    public string OutputFolder { get; private init; } = RepositoryRoot.Combine("artifacts", "bench");

    /// <summary>Only what is ours and what it is held against, without the peers: quick, while something is being made faster.</summary>
    public bool Alone { get; private init; }

    /// <summary>Only the load whose name begins so, beside the small call that tells how steady the machine is; nothing about memory. Empty: all.</summary>
    public string Case { get; private init; } = "";

    /// <summary>Folder of the dashboard bench's store, which is filled when it has none and stays; empty: a new one, removed at the end.</summary>
    public string Store { get; private init; } = "";

    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions();
        if (args.Contains("--full"))
        {
            options = options with { Full = true, Records = 10_000_000, Events = 10_000_000, Rounds = 9 };
        }

        options = options with { Alone = args.Contains("--alone") };
        for (var i = 1; i + 1 < args.Length; i++)
        {
            options = args[i] switch
            {
                "--records" => options with { Records = long.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--events" => options with { Events = long.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--dashboards" => options with { Dashboards = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--rate" => options with { Rate = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--rounds" => options with { Rounds = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--connections" => options with { Connections = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--megabytes" => options with { Megabytes = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--case" => options with { Case = args[i + 1] },
                "--store" => options with { Store = Path.GetFullPath(args[i + 1]) },
                "--out" => options with { OutputFolder = Path.GetFullPath(args[i + 1]) },
                _ => options,
            };
        }

        return options;
    }
}
