import { mount } from 'svelte';
import '../lib/ui/tokens.css';
import '../lib/ui/base.css';
import Verifier from './Verifier.svelte';

const facts = document.documentElement.dataset;
const target = document.getElementById('verifier');
if (target !== null)
  mount(Verifier, { target, props: { version: facts['version'] ?? '', mark: facts['engine'] ?? '' } });
