using AccessReview.App.Directory.Imports;
using AccessReview.App.Directory.Setup;
using AccessReview.App.Promises;
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
        // Where mails can be read is known only when it is known where the app listens.
        services.AddSingleton(provider => Options.Create(SetUpOptions.Read(provider.GetRequiredService<IConfiguration>())));
        return services
            .AddSingleton<IValidateOptions<DirectoryOptions>, Check>()
            .AddSingleton<IValidateOptions<DirectoryForms>, CheckForms>()
            .AddSingleton<DirectoryStore>()
            .AddSingleton<ChangeMarks>()
            .AddSingleton<DirectoryFactsReader>()
            .AddSingleton<AccessContextReader>()
            .AddSingleton<GrantViews>()
            .AddSingleton<OutOfOffice>()
            .AddSingleton<Absences>()
            .AddSingleton<DirectorySearch>()
            .AddSingleton<PersonReader>()
            .AddSingleton<EntitlementReader>()
            .AddSingleton<AppReader>()
            .AddSingleton<ImportStore>()
            .AddSingleton<ImportIntake>()
            .AddSingleton<IPromiseKeeper, ImportKeeper>()
            .AddSingleton<IPromiseKeeper, SampleKeeper>()
            .AddSingleton<ImportReader>()
            .AddSingleton<SampleCases>()
            .AddSingleton<SamplePeople>()
            .AddSingleton<ConsoleGreeting>();
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
