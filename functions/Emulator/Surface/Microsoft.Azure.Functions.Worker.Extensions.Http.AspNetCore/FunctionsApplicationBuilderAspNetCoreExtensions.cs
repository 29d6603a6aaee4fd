using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        // Called twice, it counts once, as in Microsoft's package.
        if (builder.Services.Any(service => service.ServiceType == typeof(HttpResults)))
            return builder;
        builder.Services.AddMvc();
        builder.UseMiddleware<HttpResults>();
        return builder;
    }
}
