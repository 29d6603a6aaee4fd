using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Emulator.Host;

/// <summary>Puts the emulator under a function app: what FunctionsApplicationBuilder does when it is made and when it builds.</summary>
internal static class EmulatorHosting
{
    public static WebApplicationBuilder CreateBuilder(string[] args, Assembly app, InvocationPipeline pipeline)
    {
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = app.GetName().Name,
            ContentRootPath = Path.GetDirectoryName(app.Location),
        });
        web.WebHost.UseKestrelCore();
        web.Services.AddRouting();
        web.Services.AddSingleton(pipeline);
        return web;
    }

    public static IHost Build(WebApplicationBuilder web) => web.Build();
}
