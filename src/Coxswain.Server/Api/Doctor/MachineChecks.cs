using System.Globalization;
using System.Runtime.InteropServices;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Server.Hosting;
using Coxswain.Server.Hosting.Engine;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.Opening;

namespace Coxswain.Server.Api.Doctor;

/// <summary>What can be told without asking the store: this machine, this server, the way into the store.</summary>
internal sealed class MachineChecks(
    DataFolder folder, ServerModeFeature mode, StoreAddress address, StoreGate gate, EngineSupervisor engine, IOutbox outbox, IDamageLog damage)
{
    private const long LeastFreeBytes = 1L << 30;

    public IReadOnlyList<DoctorCheck> Run() => [Build(), Contents(), Disk(), Daemon(), Store(), Outbox(), Damage()];

    private static DoctorCheck Build() => DoctorCheck.Of(
        "environment", "build", DoctorStatus.Ok,
        $"cox {ProductVersion.Text} on {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}.");

    private DoctorCheck Contents() => folder.IsDemo
        ? DoctorCheck.Of("environment", "data", DoctorStatus.Note, $"Everything in {folder.Root} is made up by cox demo; nothing real is taken in.")
        : DoctorCheck.Of("environment", "data", DoctorStatus.Ok, $"Kept in {folder.Root}.");

    private DoctorCheck Disk()
    {
        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        return DoctorCheck.Of(
            "environment", "disk", free < LeastFreeBytes ? DoctorStatus.Warning : DoctorStatus.Ok,
            Text($"{free >> 20} MiB free below {folder.Root}."));
    }

    private DoctorCheck Daemon() => mode.Mode != ServerMode.OneCommand
        ? DoctorCheck.Of("daemon", "server", DoctorStatus.Ok, Text($"A daemon answers, process {Environment.ProcessId}."))
        : DoctorCheck.Of("daemon", "server", DoctorStatus.Note, "No daemon is up: nothing is received until cox up runs.");

    private DoctorCheck Store()
    {
        var status = engine.Status;
        var problem = gate.Problem ?? status.Reason;
        return DoctorCheck.Of(
            "store", "connection", problem is null ? DoctorStatus.Ok : DoctorStatus.Failed,
            problem is null ? $"Rows go to {address}." : $"Rows cannot go to {address}: {problem}",
            status.Restarts > 0 ? [Text($"the engine was restarted {DoctorText.Things(status.Restarts, "time")} since this server started")] : []);
    }

    private DoctorCheck Outbox()
    {
        var status = outbox.ReadStatus();
        var bad = status.IsFull || status.LostRows > 0;
        return DoctorCheck.Of(
            "store", "outbox", bad ? DoctorStatus.Failed : status.StoreProblem is null ? DoctorStatus.Ok : DoctorStatus.Warning,
            Text($"{status.PendingRows} rows wait, {(status.LostRows is { } lost ? lost.ToString(CultureInfo.InvariantCulture) : "an unknown number")} were lost{(status.QuarantinedRows is > 0 and var aside ? $", {aside} lie in quarantine" : "")}{(status.IsFull ? "; it is full and senders are told to come again" : "")}."),
            status.StoreProblem is { } problem ? [problem] : []);
    }

    private DoctorCheck Damage()
    {
        var open = damage.ReadOpen();
        return DoctorCheck.Of(
            "store", "damage", open.Count > 0 ? DoctorStatus.Failed : DoctorStatus.Ok,
            open.Count > 0 ? Text($"{DoctorText.Things(open.Count, "piece")} of damage {(open.Count == 1 ? "is" : "are")} not acknowledged; reports may lack rows.") : "Nothing is damaged or lost, or all of it is acknowledged.",
            [.. open.Select(DamageText.Of)]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
