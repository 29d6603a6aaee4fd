using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Directory;

public static class DirectoryServices
{
    public static IServiceCollection AddDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DirectoryOptions>().Bind(configuration.GetSection("Directory")).ValidateOnStart();
        services.AddOptions<DirectoryForms>().Bind(configuration.GetSection("Directory")).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<DirectoryOptions>, Check>()
            .AddSingleton<IValidateOptions<DirectoryForms>, CheckForms>()
            .AddSingleton<DirectoryVersion>()
            .AddScoped<DirectorySnapshot>()
            .AddScoped<DirectoryStore>()
            .AddSingleton<ChangeMarks>()
            .AddScoped<DirectoryFactsReader>()
            .AddScoped<AccessContextReader>()
            .AddScoped<OutOfOffice>()
            .AddScoped<Absences>()
            .AddScoped<Callers>();
    }

    private sealed class Check : IValidateOptions<DirectoryOptions>
    {
        public ValidateOptionsResult Validate(string? name, DirectoryOptions options) =>
            options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }

    private sealed class CheckForms : IValidateOptions<DirectoryForms>
    {
        public ValidateOptionsResult Validate(string? name, DirectoryForms options) =>
            options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
