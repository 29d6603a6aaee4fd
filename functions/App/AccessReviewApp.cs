using AccessReview.App.Policies;
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

        var (services, settings) = (builder.Services, builder.Configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => PolicyCatalog.Default());
        services.AddStore(settings);
        services.AddTasks();
        return builder;
    }
}
