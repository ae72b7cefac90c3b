using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class IsolationTests
{
    /// <summary>The shell itself brings Newtonsoft.Json, other modules bring Azure.Core; both are here as a version that the module was never built for.</summary>
    [Fact]
    public void Other_versions_of_the_dependencies_live_beside_the_module_s()
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var folder = new TemporaryFolder();
        var home = folder.Copy(AppContext.BaseDirectory, "shell");
        MakeVersion99(Path.Combine(home, "Newtonsoft.Json.dll"));

        var said = FreshProcess.Run($$"""
            $null = [System.Reflection.Assembly]::Load('Newtonsoft.Json')
            $null = [System.Reflection.Assembly]::LoadFrom('{{WriteStranger(folder, "Azure.Core")}}')
            {{Repository.Import}}
            $null = Connect-Atlas -Sandbox '{{sandbox.File}}'
            (Get-AtlasEncryptionAtRest).Valid
            @(Get-AtlasAkvPrivateEndpointConnection).Count
            [Azure.Core.Stranger]::Answer()
            [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object {
                $name = $_.GetName()
                if ($name.Name -in 'Newtonsoft.Json', 'Azure.Core') { "$($name.Name) $($name.Version.Major) $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
            }
            """, home);

        Assert.Equal(["True", "3", "99"], said[..3]);
        Assert.Equal(["Azure.Core 1 AtlasCmk", "Azure.Core 99 Default", "Newtonsoft.Json 13 AtlasCmk", "Newtonsoft.Json 99 Default"], said[3..].Order(StringComparer.Ordinal));
    }

    /// <summary>The same assembly in all but the version that it states.</summary>
    private static void MakeVersion99(string path)
    {
        var image = File.ReadAllBytes(path);
        using var file = new PEReader(new MemoryStream(image));
        // A row of the assembly table begins with the hash algorithm, four bytes; then comes the major version.
        var row = file.PEHeaders.MetadataStartOffset + file.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(row + 4), 99);
        File.WriteAllBytes(path, image);
    }

    /// <summary>An assembly of a well-known name with nothing of its contents.</summary>
    private static string WriteStranger(TemporaryFolder folder, string name)
    {
        var assembly = new PersistedAssemblyBuilder(new(name) { Version = new(99, 0, 0, 0) }, typeof(object).Assembly);
        var stranger = assembly.DefineDynamicModule(name).DefineType($"{name}.Stranger", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var il = stranger.DefineMethod("Answer", MethodAttributes.Public | MethodAttributes.Static, typeof(int), []).GetILGenerator();
        il.Emit(OpCodes.Ldc_I4, 99);
        il.Emit(OpCodes.Ret);
        stranger.CreateType();
        var path = folder[name + ".dll"];
        assembly.Save(path);
        return path;
    }
}
