using System.Diagnostics;
using System.Globalization;

namespace Coxswain.Bench.Measuring;

/// <summary>CPU time and memory of a process and of all it started, from <c>/proc</c>.</summary>
internal sealed class ProcessMeter(int processId)
{
    /// <summary>Seconds of CPU used so far by those that are alive now.</summary>
    public double CpuSeconds() => Family().Sum(CpuSecondsOf);

    /// <summary>Seconds of CPU of the process itself, without what it started.</summary>
    public double OwnCpuSeconds() => CpuSecondsOf(processId);

    public double ResidentMegabytes() => Family().Sum(Resident) / 1024.0;

    /// <summary>Memory with what is shared counted once: each process bears its part of a shared page. What the machine would have back if all ended.</summary>
    public double ProportionalMegabytes() => Family().Sum(id => Value($"/proc/{id}/smaps_rollup", "Pss:")) / 1024.0;

    /// <summary>The processes, oldest first: resident, proportional, and of it what no file backs.</summary>
    public IReadOnlyList<ProcessMemory> Memory() =>
    [
        .. Family().Select(static id => new ProcessMemory(
            Resident(id) / 1024.0, Value($"/proc/{id}/smaps_rollup", "Pss:") / 1024.0, Value($"/proc/{id}/smaps_rollup", "Pss_Anon:") / 1024.0)),
    ];

    /// <summary>Largest resident size each process ever had, added up.</summary>
    public double PeakMegabytes() => Family().Sum(id => Line(id, "VmHWM:")) / 1024.0;

    private static double CpuSecondsOf(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime.TotalSeconds;
    }

    private List<int> Family()
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Select(id => (Id: id, Parent: (int)Line(id, "PPid:"))).ToList();
        var family = new List<int> { processId };
        for (var i = 0; i < family.Count; i++)
        {
            family.AddRange(parents.Where(entry => entry.Parent == family[i]).Select(entry => entry.Id));
        }

        return family;
    }

    private static double Resident(int id) => Line(id, "VmRSS:");

    private static double Line(int id, string name) => Value($"/proc/{id}/status", name);

    private static double Value(string file, string name)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(text => text.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
