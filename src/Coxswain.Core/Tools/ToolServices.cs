using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Core.Tools;

public static class ToolServices
{
    /// <summary>Needs an <see cref="IToolStore"/>, an <see cref="Sessions.ISessionStore"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddTools(this IServiceCollection services)
    {
        services.TryAddSingleton<ToolReports>();
        return services;
    }
}
