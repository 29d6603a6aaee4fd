using AccessReview.App.Access;
using AccessReview.App.Audit;
using AccessReview.App.Campaigns;
using AccessReview.App.CampaignTemplates;
using AccessReview.App.Directory;
using AccessReview.App.DirectoryPages;
using AccessReview.App.Email;
using AccessReview.App.EvidencePacks;
using AccessReview.App.Health;
using AccessReview.App.Http;
using AccessReview.App.Imports;
using AccessReview.App.LinkPages;
using AccessReview.App.Links;
using AccessReview.App.MailReports;
using AccessReview.App.MyCampaigns;
using AccessReview.App.MyWork;
using AccessReview.App.Notifications;
using AccessReview.App.Openings;
using AccessReview.App.Operation;
using AccessReview.App.Pages;
using AccessReview.App.Pipeline;
using AccessReview.App.Policies;
using AccessReview.App.Promises;
using AccessReview.App.Requests;
using AccessReview.App.Settings;
using AccessReview.App.Setup;
using AccessReview.App.SignIn;
using AccessReview.App.Slack;
using AccessReview.App.Store;
using AccessReview.App.TaskApi;
using AccessReview.App.Tasks;
using AccessReview.App.Telemetry;
using AccessReview.App.Visits;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.App;

/// <summary>The app's composition, a line a folder; functions/README.md shows the layers.</summary>
public static class AccessReviewApp
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => FunctionsApplication.CreateBuilder(args).AddAccessReview();

    public static FunctionsApplicationBuilder AddAccessReview(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureFunctionsWebApplication();
        builder.UsePipeline();
        builder.UsePromises();
        builder.AddTelemetry();
        // The web server opens a scope with the request's path around every line; a path may hold a signed link's token.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        var (services, settings) = (builder.Services, builder.Configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHostedService<ProductVersion.StartLog>();
        AddBase(services, settings);
        AddCore(services, settings);
        AddCapabilities(services, settings);
        services.AddPipeline(settings);
        return builder;
    }

    private static void AddBase(IServiceCollection services, IConfiguration settings) => services
        .AddSite(settings)
        .AddStore(settings)
        .AddPromises()
        .AddPages();

    private static void AddCore(IServiceCollection services, IConfiguration settings) => services
        .AddDirectory(settings)
        .AddPolicies(settings)
        .AddEmail(settings)
        .AddLinks(settings)
        .AddTasks(settings)
        .AddNotifications(settings)
        .AddVisits()
        .AddAccess()
        .AddAudit(settings);

    // The order of the menu entries.
    private static void AddCapabilities(IServiceCollection services, IConfiguration settings) => services
        .AddSlack(settings)
        .AddMailReports(settings)
        .AddHealth()
        .AddMyWork()
        .AddRequests()
        .AddDirectoryPages()
        .AddCampaigns()
        .AddCampaignTemplates()
        .AddMyCampaigns()
        .AddEvidencePacks()
        .AddNotificationSettings()
        .AddOperation()
        .AddSignIn(settings)
        .AddImports()
        .AddSetup()
        .AddTaskApi()
        .AddOpenings()
        .AddLinkPages();
}
