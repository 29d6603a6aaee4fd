using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.MyWork;
using AccessReview.App.Notifications;
using AccessReview.App.Policies;
using AccessReview.App.Provisioning;
using AccessReview.App.Requests;
using AccessReview.App.SignIn;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AccessReview.App;

/// <summary>The app's composition: a line a capability.</summary>
public static class AccessReviewApp
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseHttp();

        var (services, settings) = (builder.Services, builder.Configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => PolicyCatalog.Default());
        services.AddSite(settings);
        services.AddStore(settings);
        services.AddHttp(settings);
        services.AddSignIn(settings);
        services.AddDirectory(settings);
        services.AddTasks();
        services.AddMyWork();
        services.AddRequests();
        services.AddProvisioning();
        services.AddLinks(settings);
        services.AddEmail(settings);
        services.AddNotifications(settings);
        return builder;
    }
}
