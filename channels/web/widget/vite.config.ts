// Two files for the gateway's static folder: the widget and, for `/styles`, every state of it.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig(({ mode }) => {
  const styles = mode === "styles";
  return {
    publicDir: false,
    build: {
      outDir: fileURLToPath(new URL("../static", import.meta.url)),
      emptyOutDir: false,
      // The last browsers of machines that are not updated any more: Windows 7 and 8 stopped at these.
      target: ["chrome109", "firefox115", "safari16.4"],
      lib: {
        entry: styles ? "src/styleguide/main.ts" : "src/main.ts",
        formats: ["iife"],
        name: styles ? "baliseStyles" : "baliseChat",
        fileName: () => (styles ? "balise-styles.js" : "balise-chat.js"),
      },
    },
  };
});
