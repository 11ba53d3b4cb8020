using Coxswain.Core.Recovery;
using Coxswain.Core.Sessions;
using Coxswain.Gateway;
using Coxswain.Server.Api.Budgets;
using Coxswain.Server.Api.Store;
using Coxswain.Storage.ClickHouse.Contents;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary>What <c>cox status --json</c> prints.</summary>
/// <param name="Gateway">Its address.</param>
/// <param name="GatewayState">What it does; <see langword="null"/> when the daemon is of a version that does not say.</param>
/// <param name="GatewayRecorded">Its calls of the last 30 days, those before the daemon's start too; <see langword="null"/> when the store cannot be asked.</param>
/// <param name="Import">How far the import of transcripts under way has come; <see langword="null"/> while there is none.</param>
/// <param name="Contents">What the store holds; <see langword="null"/> when it cannot be asked, and then <paramref name="ContentsProblem"/> says why.</param>
/// <param name="LastAlert">The newest threshold of a budget that was crossed; <see langword="null"/>: none was, or the daemon is of a version that does not say.</param>
internal sealed record StatusReport(
    int Pid,
    string Version,
    DateTimeOffset StartedUtc,
    double UptimeSeconds,
    string Api,
    string OtlpHttp,
    string OtlpGrpc,
    string Gateway,
    GatewayReport? GatewayState,
    RecordedCalls? GatewayRecorded,
    string DataFolder,
    string ConfigFile,
    StoreReport Store,
    ImportProgress? Import,
    StoreContents? Contents,
    string? ContentsProblem,
    AlertRow? LastAlert);
