using System.Diagnostics.CodeAnalysis;

namespace Coxswain.Testing.Upstream.Simulation.Faults;

/// <summary>One fault, with its stage where its kind has one.</summary>
public sealed record Fault(FaultKind Kind, FaultStage Stage = FaultStage.BeforeHeaders)
{
    /// <summary>Of <see cref="FaultKind.Error"/> and <see cref="FaultKind.ErrorEvent"/>.</summary>
    public ApiError Error { get; init; } = ApiErrors.Named["529"];

    /// <summary>How long a stall lasts; <see langword="null"/> is until the client leaves. One inside the headers is never gone on from.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Between endless pings.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Characters of the huge event.</summary>
    public long Size { get; init; } = 100L << 20;

    /// <summary>As plan files write it: <c>529</c>, <c>reset:in-block</c>, <c>empty-stream</c>.</summary>
    public string Name => Kind == FaultKind.Error
        ? ApiErrors.Named.FirstOrDefault(entry => entry.Value == Error).Key ?? "error-" + Error.Status
        : FaultNames.Of(Kind) + (FaultNames.HasStage(Kind) ? ":" + FaultNames.Of(Stage) : "");

    /// <summary>Needs the socket itself: the HTTP server would not write such an answer.</summary>
    public bool IsOnTheWire => Kind is FaultKind.Reset or FaultKind.Cut or FaultKind.LengthTooLong or FaultKind.LengthTooShort or FaultKind.ByteWrites
        || this is { Kind: FaultKind.Stall, Stage: FaultStage.InHeaders };

    /// <summary>The client can read the whole answer in the end.</summary>
    public bool LeavesAnswerWhole => Kind is FaultKind.ByteWrites or FaultKind.HugeEvent || (Kind == FaultKind.Stall && Duration is not null && Stage != FaultStage.InHeaders);

    public static Fault Of(ApiError error) => new(FaultKind.Error) { Error = error };

    /// <exception cref="FormatException">The name is not one of a fault.</exception>
    public static Fault Parse(string name) => TryParse(name, out var fault) ? fault : throw new FormatException($"There is no fault named \"{name}\".");

    public static bool TryParse(string name, [NotNullWhen(true)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (ApiErrors.Named.TryGetValue(name, out var error))
        {
            fault = Of(error);
            return true;
        }

        var parts = name.Split(':');
        var isKnown = FaultNames.TryKind(parts[0], out var kind) & kind != FaultKind.Error;
        var stage = FaultStage.BeforeHeaders;
        isKnown &= FaultNames.HasStage(kind) ? parts.Length == 2 && FaultNames.TryStage(parts[1], out stage) : parts.Length == 1;
        fault = isKnown ? new Fault(kind, stage) : null;
        return isKnown;
    }
}
