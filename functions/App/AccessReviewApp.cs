using AccessReview.App.Audit;
using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Health;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.MyWork;
using AccessReview.App.Notifications;
using AccessReview.App.Operation;
using AccessReview.App.Policies;
using AccessReview.App.Promises;
using AccessReview.App.Provisioning;
using AccessReview.App.Requests;
using AccessReview.App.SignIn;
using AccessReview.App.Slack;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.App;

/// <summary>The app's composition: a line a capability.</summary>
public static class AccessReviewApp
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => FunctionsApplication.CreateBuilder(args).AddAccessReview();

    public static FunctionsApplicationBuilder AddAccessReview(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<DirectoryLook>();
        builder.UseHttp();
        builder.UsePromises();
        builder.AddTelemetry();
        // The web server opens a scope with the request's path around every line; a path may hold a signed link's token.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        var (services, settings) = (builder.Services, builder.Configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHostedService<ProductVersion.StartLog>();
        services.AddSite(settings);
        services.AddStore(settings);
        services.AddPromises();
        services.AddHttp(settings);
        services.AddSignIn(settings);
        services.AddDirectory(settings);
        services.AddSingleton(_ => PolicyCatalog.Default());
        services.AddTasks();
        services.AddMyWork();
        services.AddRequests();
        services.AddProvisioning();
        services.AddLinks(settings);
        services.AddEmail(settings);
        services.AddSlack(settings);
        services.AddNotifications(settings);
        services.AddAudit(settings);
        services.AddHealth();
        services.AddOperation();
        return builder;
    }
}
