using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
if (builder.Configuration["Tiny:Refuses"] is { } why)
    throw new InvalidOperationException(why);
builder.ConfigureFunctionsWebApplication();
await builder.Build().RunAsync();
Console.WriteLine("The tiny app has stopped.");
