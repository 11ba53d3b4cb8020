using Coxswain.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Server.Otlp;

internal static class OtlpServices
{
    /// <summary>Needs an <c>ITelemetryWriter</c> from Storage.</summary>
    public static IServiceCollection AddCoxswainOtlp(this IServiceCollection services)
    {
        services.AddOptions<OtlpOptions>().BindConfiguration(OtlpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<OtlpOptions>>().Value);
        services.TryAddSingleton<BytesInFlight>();
        services.TryAddSingleton<ExportReceiver>();
        services.TryAddSingleton<OtlpAccess>();
        services.TryAddSingleton<OtlpHttpEndpoints>();
        services.TryAddSingleton<OtlpGrpcEndpoints>();
        return services;
    }

    public static void MapOtlpHttp(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<OtlpHttpEndpoints>();

        // Mapped for every method: a wrong one is told so in words of OTLP, on this listener only.
        routes.Map("/v1/logs", context => endpoints.ExportAsync(context, OtlpSignal.Logs));
        routes.Map("/v1/metrics", context => endpoints.ExportAsync(context, OtlpSignal.Metrics));
        routes.Map("/v1/traces", context => endpoints.ExportAsync(context, OtlpSignal.Traces));
    }

    public static void MapOtlpGrpc(this IEndpointRouteBuilder routes)
    {
        const string Collector = "/opentelemetry.proto.collector.";
        var endpoints = routes.ServiceProvider.GetRequiredService<OtlpGrpcEndpoints>();
        routes.Map(Collector + "logs.v1.LogsService/Export", context => endpoints.ExportAsync(context, OtlpSignal.Logs));
        routes.Map(Collector + "metrics.v1.MetricsService/Export", context => endpoints.ExportAsync(context, OtlpSignal.Metrics));
        routes.Map(Collector + "trace.v1.TraceService/Export", context => endpoints.ExportAsync(context, OtlpSignal.Traces));
    }
}
