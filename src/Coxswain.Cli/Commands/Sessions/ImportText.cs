using System.Globalization;
using Coxswain.Core.Sessions;

namespace Coxswain.Cli.Commands.Sessions;

/// <summary>How far an import has come, in words.</summary>
internal static class ImportText
{
    public static string Of(ImportProgress progress)
    {
        var left = progress.TimeLeft is { } time ? $", {Left(time)} left" : "";
        var state = progress.IsWaitingForStore ? ", waiting for the store" : progress.BytesDone >= progress.Bytes ? ", storing" : left;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Size(progress.BytesDone)} of {Size(progress.Bytes)}, {progress.FilesDone:N0} of {progress.Files:N0} files, {Size((long)progress.BytesPerSecond)}/s{state}");
    }

    private static string Left(TimeSpan time) => time.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:N0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):N0} s");

    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:N2} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB"),
        >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:N1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
    };
}
