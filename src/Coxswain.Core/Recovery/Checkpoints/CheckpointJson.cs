using System.Text.Json.Serialization;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Core.Recovery.Checkpoints;

/// <summary>Written at build time: the client waits while a checkpoint is made.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(FailedSession))]
[JsonSerializable(typeof(AutoRecoverySwitch))]
[JsonSerializable(typeof(ResumeAttempt[]))]
public sealed partial class CheckpointJson : JsonSerializerContext;
